import { chatMessages, inWords, type VisionRequest } from '../../core/conversation/request';
import type { RequestImage } from '../../core/images/images';
import type { Form } from './form';

/** The body of a chat completions request; `model` is left out where the address names it. */
export function chatBody(
  request: VisionRequest<RequestImage>,
  form: Form,
  model: string | undefined,
): object {
  const asked = form.replyFormat === 'json_schema' ? request : inWords(request);
  return {
    ...(model !== undefined && { model }),
    messages: chatMessages(asked, form),
    ...form.parameters,
  };
}
