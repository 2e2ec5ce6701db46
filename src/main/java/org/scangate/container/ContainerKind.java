package org.scangate.container;

import java.util.Locale;

/**
 * A kind of container that can be told by its first bytes; a zip, by the methods of its members.
 */
public enum ContainerKind {
  /** Its members are stored or deflated. */
  ZIP,
  ZIP_DEFLATE64,
  ZIP_BZIP2,
  ZIP_LZMA,
  ZIP_PPMD,
  ZIP_ZSTD,
  ZIP_XZ,
  /**
   * By any other method, such as implode, shrink, reduce, jpeg or wavpack; or one whose structure
   * is in doubt.
   */
  ZIP_OTHER,
  RAR4,
  RAR5,
  SEVEN_ZIP,
  TAR,
  GZ,
  BZ2,
  XZ,
  LZMA,
  ZST,
  LZ4,
  LZIP,
  AR,
  CPIO,
  CAB,
  ARJ,
  LHA,
  ISO,
  WIM,
  CHM,
  MAIL;

  /** As in configuration and messages: {@code zip-lzma}, {@code rar5}, {@code 7z}. */
  public String word() {
    return this == SEVEN_ZIP ? "7z" : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
