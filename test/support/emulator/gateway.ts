import { Refusal, type Service } from './service';

/** A service behind Azure API Management, which wants a subscription key in a header of its own. */
export function withGateway(service: Service, subscriptionKey: string | undefined): Service {
  return subscriptionKey === undefined
    ? service
    : {
        ...service,
        authorize(headers, target) {
          const given = headers['ocp-apim-subscription-key'];
          if (given !== subscriptionKey) {
            throw new Refusal(401, {
              statusCode: 401,
              message:
                given === undefined
                  ? 'Access denied due to missing subscription key. Make sure to include ' +
                    'subscription key when making requests to an API.'
                  : 'Access denied due to invalid subscription key. Make sure to provide a valid ' +
                    'key for an active subscription.',
            });
          }
          service.authorize(headers, target);
        },
      };
}
