/** Browsers give the place only to HTTPS pages. */
export const mayLocate = (): boolean => isSecureContext && "geolocation" in navigator;

/** Where this telephone is; rejects when it does not know or its owner does not say. */
export const phonePosition = (): Promise<GeolocationCoordinates> =>
  new Promise((resolve, reject) => {
    const options = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 };
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, options);
  });
