/** The largest file that is sent, in bytes: the limit that Microsoft and OpenAI state for one image. */
export const maxImageBytes = 20 * 1024 * 1024;
