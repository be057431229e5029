import { type ImageFault, type ImagePart, Refusal } from './service';
import { invalidRequest } from './words';

/** Why OpenAI's and Azure's models refuse an image. */
export function refuseImage(fault: ImageFault, part: ImagePart): Refusal {
  const upload = 'You uploaded an unsupported image. Please make sure your image';
  switch (fault.type) {
    case 'url':
      return invalidRequest(
        `Invalid image URL: '${part.param}'. Expected a base64-encoded data URL with an image ` +
          "MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), but got " +
          `${fault.found}.`,
        part.param,
        'invalid_value',
      );
    case 'download':
      return invalidRequest(
        `${fault.isTimeout ? 'Timeout' : 'Error'} while downloading ${part.url}.`,
        null,
        'invalid_image_url',
      );
    case 'format':
      return invalidRequest(
        `${upload} has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].`,
        null,
        'invalid_image_format',
      );
    case 'invalid':
      return invalidRequest(`${upload} is valid.`, null, 'image_parse_error');
    case 'size':
      return invalidRequest(
        `${upload} is below 20 MB in size and is of one the following formats: ` +
          "['png', 'jpeg', 'gif', 'webp'].",
        null,
        'sanitizer_server_error',
      );
  }
}
