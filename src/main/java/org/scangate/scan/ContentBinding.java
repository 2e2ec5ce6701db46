package org.scangate.scan;

/**
 * Which content a scan was of, as far as its store can tell that without reading. It becomes part
 * of the scan's id ({@link ScanId#bound}), so that a verdict that is found beside another content
 * can be told.
 *
 * @param size bytes
 * @param modified when it was last written, whole seconds since 1970: file systems keep different
 *     fractions of them, and a store that is moved from one to another must not lose all of its
 *     verdicts
 * @param file the number by which its file system knows it (inode)
 */
public record ContentBinding(long size, long modified, long file) {

  /** What the id of a scan tells of the content beside which its verdict is found. */
  public enum Match {
    /** Nothing: it was made for no store, or before ids told it. */
    UNKNOWN,
    /** It is the one that was scanned. */
    SAME,
    /** Size and date are those of what was scanned, but it is another file. */
    OTHER_FILE,
    /** Size or date are others. */
    OTHER_CONTENT
  }
}
