import assert from 'node:assert/strict';
import { NextAnswererWatch } from '../../src/host/connections/nextAnswerer';
import { until } from '../support/editor/until';
import { useServices } from './services';
import { configure } from './sightline';

const connection = (name: string) => ({
  name,
  provider: 'openai',
  endpoint: `https://${name}.example/v1`,
  deployment: 'eyes',
});

/** Another window writes the same settings: only the change of them is heard of. */
describe('who answers next', () => {
  const services = useServices();

  it('is known anew when the settings change, whoever changed them', async () => {
    await configure({ connections: [connection('one'), connection('two')], connection: 'one' });
    const watch = new NextAnswererWatch(services().connections);
    const labels: (string | undefined)[] = [];
    watch.onDidChange((next) => labels.push(next?.label));
    watch.start();
    await until('the first', () => watch.value?.label === 'eyes at one.example');
    await configure({ connection: 'two' });
    await until('the second', () => watch.value?.label === 'eyes at two.example');
    await configure({ connections: [{ ...connection('two'), deployment: 'sight' }] });
    await until('the changed one', () => watch.value?.label === 'sight at two.example');
    await configure({ connections: [{ name: 'two', provider: 'openai' }] });
    await until('none', () => watch.value?.label === 'No usable connection');
    assert.ok(labels.length >= 4);
    watch.dispose();
  });
});
