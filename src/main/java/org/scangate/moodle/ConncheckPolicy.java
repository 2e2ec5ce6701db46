package org.scangate.moodle;

/**
 * What {@code /conncheck} says while a file would not be scanned. Moodle goes by the word OK alone:
 * on anything else it accepts every file, without asking and without telling anyone.
 */
public enum ConncheckPolicy {
  /** OK as long as an answer can be given at all, so that Moodle asks and is told by the scan. */
  ASK,
  /** OK only when every scanner is ready: the literal meaning in the plugin's README. */
  READY
}
