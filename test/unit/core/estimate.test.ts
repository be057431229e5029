import assert from 'node:assert/strict';
import { estimate, explainDifference, type EstimateInput } from '../../../src/core/cost/estimate';
import type { Estimate } from '../../../src/core/cost/receipt';

const square = { width: 1024, height: 1024 };

const input: EstimateInput = {
  modelName: 'gpt-4o-2024-11-20',
  deployment: 'prod',
  isOpenAi: true,
  prices: {},
  detail: 'high',
  texts: ['x'.repeat(396), 'four'],
  sizes: [square],
  maxOutputTokens: 1000,
  requests: 1,
};

function made(changes: Partial<EstimateInput> = {}): Estimate {
  const result = estimate({ ...input, ...changes });
  assert.ok(result);
  return result;
}

describe('estimate', () => {
  it('counts images and texts', () => {
    const { cost, ...rest } = made();
    assert.deepEqual(rest, { model: 'gpt-4o', isAssumed: false, inputTokens: 765 + 100 });
    assert.ok(cost);
    assert.equal(cost.least, 0.0021625);
    assert.equal(cost.most, 0.0121625);
  });

  it('counts the texts and the greatest reply with each request, the images once', () => {
    const { inputTokens, cost } = made({ sizes: [square, square, square], requests: 3 });
    assert.equal(inputTokens, 3 * (765 + 100));
    assert.equal(cost?.most.toFixed(6), (3 * 0.0121625).toFixed(6));
  });

  it('takes the name of the deployment where no other is known', () => {
    const { model, isAssumed, cost } = made({ modelName: undefined, deployment: 'gpt-5-mini' });
    assert.deepEqual([model, isAssumed, cost !== undefined], ['gpt-5-mini', false, true]);
  });

  it('prices by the model, not by a deployment that bears another name', () => {
    assert.equal(made({ deployment: 'o1' }).cost?.least, 0.0021625);
  });

  it('takes the prices of the user first', () => {
    const prices = { prod: { input: 1000, output: 0 } };
    assert.deepEqual(made({ prices }).cost, { least: 0.865, most: 0.865 });
  });

  it('assumes a model for an unknown name, without a price', () => {
    for (const modelName of [undefined, 'prod', 'gpt-6-sol']) {
      const result = made({ modelName });
      assert.deepEqual(result, { model: 'gpt-5.4', isAssumed: true, inputTokens: 1229 + 100 });
    }
  });

  it('prices an assumed model where the user priced the deployment', () => {
    const prices = { prod: { input: 1000, output: 0 } };
    assert.equal(made({ modelName: undefined, prices }).cost?.least, 1.329);
  });

  it('leaves the cost out where no price is known', () => {
    assert.equal(made({ modelName: 'gpt-5-codex-mini' }).cost, undefined);
  });

  it('gives none for an unknown name at another host', () => {
    assert.equal(estimate({ ...input, modelName: 'llava', isOpenAi: false }), undefined);
  });

  it('gives none where the service would refuse an image', () => {
    const sizes = [square, { width: 8000, height: 6000 }];
    const modelName = 'gpt-6-astra';
    assert.equal(estimate({ ...input, modelName, detail: 'auto', sizes }), undefined);
  });
});

describe('explainDifference', () => {
  const explain = (made: Estimate | undefined, tokens: number | undefined, replyModel?: string) =>
    explainDifference(
      {
        detail: 'high',
        ...(made && { estimate: made }),
        ...(tokens !== undefined && {
          billed: { usage: { inputTokens: tokens, outputTokens: 9 } },
        }),
      },
      replyModel,
      [square],
    );

  it('says nothing up to a fifth more or less', () => {
    for (const tokens of [692, 865, 1038]) {
      assert.equal(explain(made(), tokens, 'gpt-4o-mini'), undefined);
    }
  });

  it('says something beyond', () => {
    assert.deepEqual(explain(made(), 1039), { kind: 'unknown' });
    assert.deepEqual(explain(made(), 691), { kind: 'unknown' });
  });

  it('says nothing where nothing was estimated or billed', () => {
    assert.equal(explain(undefined, 5000), undefined);
    assert.equal(explain(made(), undefined), undefined);
  });

  it('names another model that answered', () => {
    for (const model of ['gpt-4o-mini-2024-07-18', 'served']) {
      assert.deepEqual(explain(made(), 5000, model), { kind: 'otherModel', model });
    }
  });

  it('takes another name of the same model for no other', () => {
    const same = explain(made({ modelName: 'gpt-5.6' }), 5000, 'openai/gpt-5.6-sol');
    assert.deepEqual(same, { kind: 'unknown' });
  });

  it('says that the model was assumed, unless the reply names a known one', () => {
    const assumed = made({ modelName: undefined });
    const expected = { kind: 'assumedModel', model: 'gpt-5.4' };
    assert.deepEqual(explain(assumed, 5000), expected);
    assert.deepEqual(explain(assumed, 5000, 'prod'), expected);
    const other = { kind: 'otherModel', model: 'gpt-4.1' };
    assert.deepEqual(explain(assumed, 5000, 'gpt-4.1'), other);
    assert.deepEqual(explain(assumed, 5000, 'gpt-5.4-2026-03-05'), { kind: 'unknown' });
  });

  it('finds the earlier table that explains a bill', () => {
    const nano = made({ modelName: 'gpt-5-nano' });
    assert.equal(nano.inputTokens, 1536 + 100);
    for (const tokens of [2620, 2200, 3100]) {
      const expected = { kind: 'earlierTable', model: 'gpt-5-nano', tokens: 2520 + 100 };
      assert.deepEqual(explain(nano, tokens, 'gpt-5-nano-2025-08-07'), expected);
    }
    assert.deepEqual(explain(nano, 5000, 'gpt-5-nano'), { kind: 'unknown' });
  });
});
