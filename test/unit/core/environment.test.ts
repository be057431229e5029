import assert from 'node:assert/strict';
import { environmentConnection } from '../../../src/core/connections/environment';
import { priceAt } from '../../../src/core/cost/prices';
import { visionModelOf } from '../../../src/core/cost/visionModels';

describe('the connection of the environment', () => {
  it('names a model whose image tokens and prices are known', () => {
    const { deployment = '' } = environmentConnection({ OPENAI_API_KEY: 'x' }) ?? {};
    assert.equal(visionModelOf(deployment)?.name, deployment);
    assert.ok(priceAt([deployment], true, {}));
  });

  it('names the model of the variable before any other', () => {
    const found = environmentConnection({ OPENAI_API_KEY: 'x', OPENAI_MODEL: 'mine' });
    assert.equal(found?.deployment, 'mine');
  });
});
