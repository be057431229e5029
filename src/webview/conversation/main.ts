import { acquireHost } from '../shared/host';
import { ConversationPage } from './conversationPage';

const host = acquireHost((message) => page.receive(message));
const page = new ConversationPage(document.getElementById('root') ?? document.body, host);
host.post({ type: 'ready' });
