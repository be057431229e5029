// What a user would otherwise run: reads an image and asks the `openai` package about it.
// Arguments: the base URL, the key, the model, the image. Prints when it began to work.
import OpenAI from 'openai';
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { argv, stdout } from 'node:process';

const startedAt = performance.timeOrigin + performance.now();
const [, , baseURL, apiKey, model, file] = argv;
const client = new OpenAI({ baseURL, apiKey });
const image = await readFile(file);
const stream = await client.chat.completions.create({
  model,
  stream: true,
  max_completion_tokens: 1000,
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Describe this image.' },
        {
          type: 'image_url',
          image_url: { url: `data:image/png;base64,${image.toString('base64')}` },
        },
      ],
    },
  ],
});
let reply = '';
for await (const chunk of stream) {
  reply += chunk.choices[0]?.delta.content ?? '';
}
stdout.write(JSON.stringify({ startedAt, reply }));
