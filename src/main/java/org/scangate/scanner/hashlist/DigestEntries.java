package org.scangate.scanner.hashlist;

import java.util.Arrays;

/**
 * Digests with their names' numbers, 20 bytes each: in arrays of a fixed length, so that growing
 * neither copies nor leaves anything behind.
 */
final class DigestEntries {

  /** Arrays of 256 KB: G1 gives those from half a region, 512 KB, regions of their own. */
  private static final int BITS = 14;

  private static final int LENGTH = 1 << BITS;
  private static final int WITHIN = LENGTH - 1;

  private long[][] digests = new long[4][];
  private int[][] names = new int[4][];
  private int size;

  void add(long high, long low, int name) {
    int array = size >> BITS;
    if ((size & WITHIN) == 0) {
      allocate(array);
    }
    size++;
    set(size - 1, high, low, name);
  }

  private void allocate(int array) {
    if (array == digests.length) {
      digests = Arrays.copyOf(digests, 2 * array);
      names = Arrays.copyOf(names, 2 * array);
    }
    digests[array] = new long[2 * LENGTH];
    names[array] = new int[LENGTH];
  }

  private void set(int at, long high, long low, int name) {
    long[] array = digests[at >> BITS];
    int within = at & WITHIN;
    array[2 * within] = high;
    array[2 * within + 1] = low;
    names[at >> BITS][within] = name;
  }

  int size() {
    return size;
  }

  long high(int at) {
    return digests[at >> BITS][2 * (at & WITHIN)];
  }

  long low(int at) {
    return digests[at >> BITS][2 * (at & WITHIN) + 1];
  }

  int name(int at) {
    return names[at >> BITS][at & WITHIN];
  }

  void swap(int one, int other) {
    long high = high(one);
    long low = low(one);
    int name = name(one);
    copy(other, one);
    set(other, high, low, name);
  }

  void copy(int from, int to) {
    set(to, high(from), low(from), name(from));
  }

  /** Forgets what lies behind the first so many, and gives its memory back. */
  void cut(int length) {
    size = length;
    int arrays = (length + WITHIN) >> BITS;
    digests = Arrays.copyOf(digests, arrays);
    names = Arrays.copyOf(names, arrays);
    if ((length & WITHIN) != 0) {
      int rest = length & WITHIN;
      digests[arrays - 1] = Arrays.copyOf(digests[arrays - 1], 2 * rest);
      names[arrays - 1] = Arrays.copyOf(names[arrays - 1], rest);
    }
  }
}
