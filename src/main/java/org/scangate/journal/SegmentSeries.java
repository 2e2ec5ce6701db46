package org.scangate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The segments of one series, the oldest first; only the newest is written to. What is written is
 * made safe against power failure, and the descriptor of what is ended given back, by {@link
 * #sync}: whoever writes does not wait for that.
 */
final class SegmentSeries {

  private static final String SUFFIX = ".journal";
  private static final String ANY_NUMBER = "????????????";

  private final Path folder;
  private final String name;
  private final long maxSegment;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final List<Segment> open = new ArrayList<>();
  private long nextNumber = 1;
  private boolean hasNewFile;
  private Segment newest;
  private Segment held;

  /**
   * Finds what an earlier process has left.
   *
   * @param name begins the files' names
   * @param maxSegment bytes after which a new segment is begun
   */
  SegmentSeries(Path folder, String name, long maxSegment) throws IOException {
    this.folder = folder;
    this.name = name;
    this.maxSegment = maxSegment;
    List<Segment> left = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, name + "-" + ANY_NUMBER + SUFFIX)) {
      for (Path file : files) {
        String number = file.getFileName().toString().substring(name.length() + 1);
        number = number.substring(0, ANY_NUMBER.length());
        if (number.chars().allMatch(c -> c >= '0' && c <= '9')) {
          left.add(Segment.left(file, Long.parseLong(number), Files.size(file)));
        }
      }
    }
    left.sort(Comparator.comparingLong(Segment::number));
    left.forEach(segments::addLast);
    if (!left.isEmpty()) {
      nextNumber = segments.getLast().number() + 1;
    }
  }

  String name() {
    return name;
  }

  synchronized Optional<Segment> oldest() {
    return Optional.ofNullable(segments.peekFirst());
  }

  /** The oldest, which is not given up until {@link #release}: its records are on their way. */
  synchronized Optional<Segment> hold() {
    held = segments.peekFirst();
    return Optional.ofNullable(held);
  }

  synchronized void release() {
    held = null;
  }

  /** Takes out the oldest of those that are ended and not held, whatever is in it. */
  synchronized Optional<Segment> giveUp() {
    Optional<Segment> oldest =
        segments.stream().filter(segment -> segment != held && segment.isEnded()).findFirst();
    oldest.ifPresent(segments::remove);
    return oldest;
  }

  /** Whether no other can be given up than the newest, once it is ended. */
  synchronized boolean isNewestLeft() {
    return newest != held && segments.stream().noneMatch(one -> one != held && one != newest);
  }

  /** The number of the newest; 0 while there has been none. */
  synchronized long lastNumber() {
    return nextNumber - 1;
  }

  synchronized long bytes() {
    return segments.stream().mapToLong(Segment::written).sum();
  }

  synchronized long waiting() {
    return segments.stream().mapToLong(Segment::waiting).sum();
  }

  /** Writes whole records behind the others. One thread at a time. */
  void write(byte[] bytes, int length, int records) throws IOException {
    current(length).write(bytes, length, records);
  }

  private synchronized Segment current(int length) throws IOException {
    if (newest != null && newest.written() > 0 && newest.written() + length > maxSegment) {
      end();
    }
    if (newest == null) {
      Files.createDirectories(folder); // somebody may have tidied up
      long number = nextNumber++;
      String file = String.format(Locale.ROOT, "%s-%012d%s", name, number, SUFFIX);
      newest = Segment.begin(folder.resolve(file), number);
      segments.addLast(newest);
      open.add(newest);
      hasNewFile = true;
    }
    return newest;
  }

  /** No more is written to the newest segment. Nobody writes meanwhile. */
  synchronized void end() {
    if (newest != null) {
      newest.end();
      newest = null;
    }
  }

  /** Whether the newest segment is so old, and all that is in it is shipped. */
  synchronized boolean isDone(long ageNanos) {
    return newest != null && newest.isShipped() && newest.ageNanos() >= ageNanos;
  }

  /** Whether somebody has removed the file that is written to. */
  synchronized boolean isRemoved() {
    return newest != null && !Files.exists(newest.file());
  }

  /** Makes all that is written safe against power failure. One thread at a time. */
  void sync() throws IOException {
    List<Segment> written;
    boolean namesToo;
    synchronized (this) {
      written = List.copyOf(open);
      namesToo = hasNewFile;
      hasNewFile = false;
    }
    IOException failed = null;
    for (Segment segment : written) {
      boolean last = segment.isEnded();
      try {
        segment.sync();
      } catch (IOException e) {
        failed = e;
      }
      if (last) {
        forget(segment);
      }
    }
    if (namesToo) {
      syncNames();
    }
    if (failed != null) {
      throw failed;
    }
  }

  private synchronized void forget(Segment closed) {
    open.remove(closed);
  }

  private void syncNames() throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /**
   * Its file is removed, whatever is in it.
   *
   * @return whether it was still one of these
   */
  boolean remove(Segment segment) throws IOException {
    boolean known;
    synchronized (this) {
      known = segments.remove(segment);
    }
    Files.deleteIfExists(segment.file());
    return known;
  }
}
