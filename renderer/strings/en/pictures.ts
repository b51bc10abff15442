/** What cameras saw. */
export const pictures = {
  title: 'Pictures',
  none: 'No picture',
  gone: 'Picture no longer kept',
  alt: (of: string) => `What the camera saw: ${of}`,
  enlarge: (of: string) => `Enlarge the picture: ${of}`,
  entry: 'Way in',
  exit: 'Way out',
  /** At a session that no camera sent pictures of. */
  nothing: 'No camera sent a picture of this vehicle, or its time is over.',
};
