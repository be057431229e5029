import { asking, back, type QuickInput } from '../../host/quickInput';

/** Asks for a text in a password box; undefined comes out for Escape. */
export async function enterSecret(
  quickInput: QuickInput,
  { title, prompt, missing }: { title: string; prompt: string; missing: string },
): Promise<string | undefined> {
  const text = await asking(quickInput, (session) =>
    session.text({
      title,
      prompt,
      password: true,
      validate: (text) => (text === '' ? missing : undefined),
    }),
  );
  return text === back ? undefined : text;
}
