/** By this a conversation, the store of images and a page know an image. */
export type ImageId = string;
