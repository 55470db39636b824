/**
 * In int4 this many weights of one output share a scale. The runtime takes 16 to 256; 32 loses least of those that run
 * at full speed.
 */
export const weightsOfBlock = 32;
/** Two weights in a byte, the earlier in its lower half. */
export const bytesOfBlock = weightsOfBlock / 2;
