import type { IncomingHttpHeaders } from 'node:http';
import { azureUnauthorized } from '../azureWords';
import type { Incoming, Route, Service } from '../service';
import type { EmulatorOptions, VisionOptions } from '../types';
import { replyAbout, seen } from './found';
import {
  analysisFailure,
  noFeatures,
  notFound,
  notInRegion,
  otherResource,
  wrongBytes,
  wrongContentType,
  wrongFeature,
  wrongSize,
} from './words';

const address = '/computervision/imageanalysis:analyze';

const versions: ReadonlySet<string> = new Set(['2023-10-01', '2024-02-01']);

const known: ReadonlySet<string> = new Set([
  'read',
  'caption',
  'densecaptions',
  'smartcrops',
  'objects',
  'people',
  'tags',
]);

/** Source: "What is Image Analysis?", Input requirements. */
const limits = { bytes: 20 * 1024 * 1024, least: 50, most: 16_000 };

/**
 * A service that is an Azure AI Vision resource too: Image Analysis 4.0, with the resource's own key. It finds
 * what differs from the ground of a picture. A resource of Azure OpenAI alone knows the address and refuses.
 */
export function withImageAnalysis(service: Service, options: EmulatorOptions): Service {
  return {
    ...service,
    route: (method, url) =>
      method === 'POST' && url.pathname === address
        ? analysisRoute(url, options.vision)
        : service.route(method, url),
    authorize(headers, target) {
      if (target?.isAnalysis === true) {
        authorize(headers, options);
      } else {
        service.authorize(headers, target);
      }
    },
  };
}

function analysisRoute({ searchParams }: URL, vision: VisionOptions | undefined): Route {
  const apiVersion = searchParams.get('api-version') ?? '';
  return {
    type: 'json',
    target: { isAnalysis: true },
    failure: analysisFailure,
    answer: async ({ bytes, headers, images }: Incoming) => {
      if (!versions.has(apiVersion)) {
        throw notFound();
      }
      if (vision === undefined) {
        throw otherResource(apiVersion);
      }
      const features = (searchParams.get('features') ?? '')
        .split(',')
        .filter((name) => name !== '');
      checkFeatures(features, vision);
      const type = headers['content-type'] ?? '';
      if (type !== 'application/octet-stream') {
        throw wrongContentType(type);
      }
      if (bytes.length === 0 || bytes.length > limits.bytes) {
        throw wrongBytes();
      }
      const picture = await seen(bytes);
      images.push(picture.image);
      const [least, most] = [
        Math.min(picture.width, picture.height),
        Math.max(picture.width, picture.height),
      ];
      if (least < limits.least || most > limits.most) {
        throw wrongSize();
      }
      return vision.reply ?? replyAbout(picture, features);
    },
  };
}

function checkFeatures(features: readonly string[], { hasCaptions = true }: VisionOptions): void {
  if (features.length === 0) {
    throw noFeatures();
  }
  for (const feature of features) {
    const name = feature.toLowerCase();
    if (!known.has(name)) {
      throw wrongFeature();
    }
    if (!hasCaptions && (name === 'caption' || name === 'densecaptions')) {
      throw notInRegion(name === 'caption' ? 'Caption' : 'DenseCaptions');
    }
  }
}

/** Keys go in the header of the gateway, and tokens as with other services; a chat's `api-key` counts for nothing. */
function authorize(headers: IncomingHttpHeaders, { vision, token }: EmulatorOptions): void {
  const key = headers['ocp-apim-subscription-key'];
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (key === undefined && bearer !== undefined) {
    if (bearer !== token) {
      throw azureUnauthorized('token');
    }
  } else if (vision !== undefined && key !== vision.key) {
    throw azureUnauthorized('key');
  }
}
