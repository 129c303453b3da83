export const personalFinder = () => () => [];
