import { acquireReviewHost } from './host';
import { ReviewPage } from './reviewPage';

let page: ReviewPage | undefined;
const root = document.getElementById('root') ?? document.body;
const host = acquireReviewHost((message) => {
  if (message.type === 'strings') {
    page ??= new ReviewPage(root, host, message.strings, message.locale);
  } else {
    page?.receive(message);
  }
});
host.post({ type: 'ready' });
