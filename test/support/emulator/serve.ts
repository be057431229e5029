import { parseArgs } from 'node:util';
import { type Emulator, type Kind, startEmulator } from './index';

const kinds: readonly Kind[] = [
  'azure',
  'openai',
  'ollama',
  'lmstudio',
  'llamacpp',
  'vllm',
  'openrouter',
  'litellm',
];

const usage = `Usage: tsx test/support/emulator/serve.ts [options]
  --kind KIND     ${kinds.join(', ')}; default azure
  --port PORT     default: a free one
  --key KEY       the accepted key; default: none needed
  --model NAME    a deployment or model that exists; may be repeated
  --slow MS       a chunk each MS milliseconds
  --vision URL    azure: the Azure AI Vision resource that vision enhancements may ask; the emulator
                  stands for it, too: Image Analysis is asked at its own address
  --vision-key K  the key of that resource
  --no-captions   the resource is in a region without captions`;

/** Starts the emulator that the arguments ask for; throws on wrong ones. */
async function serve(args: string[]): Promise<Emulator> {
  const { values } = parseArgs({
    args,
    options: {
      kind: { type: 'string', default: 'azure' },
      port: { type: 'string', default: '0' },
      key: { type: 'string' },
      model: { type: 'string', multiple: true },
      slow: { type: 'string' },
      vision: { type: 'string' },
      'vision-key': { type: 'string' },
      'no-captions': { type: 'boolean', default: false },
    },
  });
  const kind = kinds.find((name) => name === values.kind);
  const port = Number(values.port);
  const delayMs = Number(values.slow ?? 0);
  if (kind === undefined || !isWhole(port) || port > 65535 || !isWhole(delayMs)) {
    throw new Error('A value is out of range.');
  }
  return startEmulator({
    kind,
    port,
    // Nobody else is there to let them go on.
    batch: { everyPoll: true },
    ...(values.key !== undefined && { key: values.key }),
    ...(values.model && { deployments: values.model, models: values.model }),
    ...(values.vision !== undefined && {
      vision: {
        endpoint: values.vision,
        key: values['vision-key'] ?? '',
        deployments: values.model ?? ['gpt-5.4'],
        hasCaptions: !values['no-captions'],
      },
    }),
    ...(delayMs > 0 && { behaviour: { stream: 'slow', delayMs } }),
  });
}

function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

async function main(): Promise<void> {
  let emulator: Emulator;
  try {
    emulator = await serve(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  console.log(emulator.url);
  for (;;) {
    const { method, path, images } = await emulator.nextRequest();
    const pictures = images.map(({ type, width, height }) => `${type} ${width}×${height}`);
    console.log([method, path, ...pictures].join(' '));
  }
}

void main();
