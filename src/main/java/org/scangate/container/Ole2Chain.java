package org.scangate.container;

import java.io.IOException;
import java.util.Arrays;

/** A chain of sectors of an OLE2 file, known as far as it was asked for. */
final class Ole2Chain {

  /** Of 512 bytes, half a gigabyte: beyond any document. It bounds what is held in memory. */
  private static final long MAX_SECTORS = 1 << 20;

  private final Links links;
  private final long most;
  private int[] sectors = new int[8];
  private int length;

  /**
   * @param most a longer chain is a loop
   */
  Ole2Chain(long start, long most, Links links) {
    this.links = links;
    this.most = Math.min(most, MAX_SECTORS);
    sectors[0] = (int) start;
    length = 1;
  }

  /**
   * @throws BrokenFileException also when the chain ends before
   */
  long at(long index) throws IOException, BrokenFileException {
    while (index >= length) {
      add(links.after(at(length - 1L)));
    }
    int sector = sectors[(int) index];
    if (sector < 0) {
      throw new BrokenFileException();
    }
    return sector;
  }

  private void add(long sector) throws BrokenFileException {
    if (length >= most) {
      throw new BrokenFileException();
    }
    if (length == sectors.length) {
      sectors = Arrays.copyOf(sectors, 2 * length);
    }
    sectors[length++] = (int) sector;
  }

  /** Which sector comes next. */
  interface Links {
    /**
     * @return negative as an {@code int}: none
     */
    long after(long sector) throws IOException, BrokenFileException;
  }
}
