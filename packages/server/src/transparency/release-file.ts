/** One file of a release as it is kept, served and exported: its bytes never change. */
export interface ReleaseFile {
  /** Below the folder of the release, with `/`: `data/volume.csv`. */
  readonly path: string;
  /** With its charset, where it is text. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}
