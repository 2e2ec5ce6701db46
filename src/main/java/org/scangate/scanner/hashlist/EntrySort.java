package org.scangate.scanner.hashlist;

import java.io.InterruptedIOException;
import java.util.SplittableRandom;

/** Sorts entries in place, by digest and then by name's number: a quicksort. */
final class EntrySort {

  private static final int INSERTION = 16;
  private static final int WORTH_A_CHECK = 1 << 16;

  private final DigestEntries entries;

  /** No order of a list makes it slow, for the pivots are random. */
  private final SplittableRandom random = new SplittableRandom(1);

  private long pivotHigh;
  private long pivotLow;
  private int pivotName;

  private EntrySort(DigestEntries entries) {
    this.entries = entries;
  }

  static void sort(DigestEntries entries) throws InterruptedIOException {
    new EntrySort(entries).sort(0, entries.size() - 1);
  }

  /** The smaller part by recursion, the larger by the loop: never deeper than 31. */
  private void sort(int first, int last) throws InterruptedIOException {
    int from = first;
    int to = last;
    while (to - from >= INSERTION) {
      if (to - from > WORTH_A_CHECK && Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while the lists were sorted");
      }
      int middle = partition(from, to);
      if (middle - from < to - middle) {
        sort(from, middle);
        from = middle + 1;
      } else {
        sort(middle + 1, to);
        to = middle;
      }
    }
    insert(from, to);
  }

  private int partition(int from, int to) {
    pivot(random.nextInt(from, to)); // never the last: both parts get something
    int left = from - 1;
    int right = to + 1;
    while (true) {
      do {
        left++;
      } while (compareWithPivot(left) < 0);
      do {
        right--;
      } while (compareWithPivot(right) > 0);
      if (left >= right) {
        return right;
      }
      entries.swap(left, right);
    }
  }

  private void insert(int from, int to) {
    for (int next = from + 1; next <= to; next++) {
      pivot(next);
      for (int at = next; at > from && compareWithPivot(at - 1) > 0; at--) {
        entries.swap(at, at - 1);
      }
    }
  }

  private void pivot(int at) {
    pivotHigh = entries.high(at);
    pivotLow = entries.low(at);
    pivotName = entries.name(at);
  }

  private int compareWithPivot(int at) {
    int high = Long.compareUnsigned(entries.high(at), pivotHigh);
    if (high != 0) {
      return high;
    }
    int low = Long.compareUnsigned(entries.low(at), pivotLow);
    return low != 0 ? low : Integer.compareUnsigned(entries.name(at), pivotName);
  }
}
