package org.scangate.pure;

/**
 * How a file and its verdict stand to each other, as far as it shows without reading the file; and
 * without reading the verdict, where its date says enough.
 */
public enum VerdictFreshness {
  /** There is no verdict, or an empty one. */
  MISSING,
  /** The file is newer than its verdict, or the verdict says that it is on another content. */
  CHANGED,
  /**
   * Something about the file is newer than its verdict, but not its modification time: rights,
   * owner, links, its place, or content that came with an older date. Or the verdict is dated in
   * the future, and no date tells which of them is newer: a clock may be wrong.
   */
  TOUCHED,
  /**
   * The verdict says that it is on a file of this size and date, but it is another file, or the
   * verdict has not the date that it was given. One such file may have been replaced; very many
   * were moved or restored together.
   */
  MOVED,
  /** The verdict is newer than the file, but somebody else wrote it, perhaps with the file. */
  FOREIGN,
  /** The verdict is newer than the file. */
  CURRENT
}
