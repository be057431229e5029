import { chatMessages, inWords, type VisionRequest } from '../../core/conversation/request';
import type { RequestImage } from '../../core/images/images';
import { enhanced, type VisionSource } from './enhancements';
import type { Form } from './form';

/**
 * The body of a chat completions request; `model` is left out where the address names it, the vision
 * enhancements where there is no resource for them.
 */
export function chatBody(
  request: VisionRequest<RequestImage>,
  form: Form,
  model: string | undefined,
  vision?: VisionSource,
): object {
  const asked = form.replyFormat === 'json_schema' ? request : inWords(request);
  const body = {
    ...(model !== undefined && { model }),
    messages: chatMessages(asked, form),
    ...form.parameters,
  };
  return vision ? enhanced(body, vision) : body;
}
