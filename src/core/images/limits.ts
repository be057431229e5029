/** The largest file that is sent, in bytes: the limit that Microsoft and OpenAI state for one image. */
export const maxImageBytes = 20 * 1024 * 1024;

/** More images than these are not asked about together. */
export const mostImages = 100;

/** The most bytes of files that are asked about together: their pictures take a multiple of that. */
export const mostBytes = 256 * 1024 * 1024;
