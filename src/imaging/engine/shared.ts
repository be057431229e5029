import { createThread, workerScript } from './thread';

/** The one thread of the program. Its worker starts with the first work and ends after a minute idle. */
export const thread = createThread({ script: workerScript() });
