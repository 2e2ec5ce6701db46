package org.scangate.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An OLE2 compound file ([MS-CFB]): streams in chains of sectors, which a table (FAT) links; small
 * streams in chains of small sectors, which are together one stream and have a table of their own.
 */
final class Ole2File {

  private static final byte[] MAGIC = {
    (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1
  };

  private static final int ENTRY = 128;
  private static final int MAX_ENTRIES = 1 << 16;
  private static final int MAX_OF_A_NAME = 100;
  private static final int STREAM = 2;
  private static final int ROOT = 5;

  private static final int SMALL_SECTOR = 64;

  private static final int FAT_LOCATIONS = 76;
  private static final int FAT_LOCATIONS_IN_HEADER = 109;

  private final PagedBytes file;
  private final int sectorSize;
  private final long smallBelow;
  private final Ole2Chain directory;
  private final Ole2Chain smallTable;
  private final Ole2Chain furtherFatLocations;
  private final List<Entry> streams;
  private Ole2Chain smallSectors;

  private Ole2File(PagedBytes file, int sectorSize) throws IOException, BrokenFileException {
    this.file = file;
    this.sectorSize = sectorSize;
    directory = chain(number(48));
    smallBelow = number(56);
    smallTable = chain(number(60));
    furtherFatLocations =
        new Ole2Chain(number(68), file.size() / sectorSize + 1, s -> number(place(s + 1) - 4));
    smallSectors = chain(-1);
    streams = entries();
  }

  static boolean is(PagedBytes file) throws IOException {
    return file.has(0, MAGIC);
  }

  static Ole2File open(PagedBytes file) throws IOException, BrokenFileException {
    file.seek(30);
    long shift = file.little(2);
    if (shift < 7 || shift > 16) {
      throw new BrokenFileException();
    }
    return new Ole2File(file, 1 << shift);
  }

  /** The first streams of some name, in whatever storage they are. */
  List<Entry> streams(String... names) {
    return streams.stream()
        .filter(stream -> Stream.of(names).anyMatch(stream.name::equalsIgnoreCase))
        .limit(MAX_OF_A_NAME)
        .toList();
  }

  /** Where the directory is broken, the streams before that place. */
  private List<Entry> entries() throws IOException {
    List<Entry> streams = new ArrayList<>();
    try {
      for (int entry = 0; entry < MAX_ENTRIES; entry++) {
        long offset = (long) entry * ENTRY;
        readEntry(place(directory.at(offset / sectorSize)) + offset % sectorSize, streams);
      }
    } catch (BrokenFileException theEnd) {
      return streams;
    }
    return streams;
  }

  private void readEntry(long entry, List<Entry> streams) throws IOException, BrokenFileException {
    file.seek(entry + 66);
    int type = file.next();
    // The upper half of the size is not reliable in files of version 3.
    if (type == ROOT) {
      smallSectors = chain(number(entry + 116));
    } else if (type == STREAM) {
      streams.add(new Entry(name(entry), number(entry + 116), number(entry + 120)));
    }
  }

  private String name(long entry) throws IOException, BrokenFileException {
    file.seek(entry + 64);
    long bytes = Math.min(ENTRY / 2, file.little(2));
    StringBuilder name = new StringBuilder();
    file.seek(entry);
    for (int i = 0; i < bytes / 2 - 1; i++) {
      name.append((char) file.little(2));
    }
    return name.toString();
  }

  /** The first bytes of a stream, up to {@code most}; fewer where it ends or is broken. */
  byte[] read(Entry stream, int most) throws IOException {
    boolean small = stream.size < smallBelow;
    int unit = small ? SMALL_SECTOR : sectorSize;
    Ole2Chain chain = small ? smallChain(stream.start) : chain(stream.start);
    byte[] bytes = new byte[(int) Math.min(Math.min(most, stream.size), file.size())];
    int done = 0;
    try {
      while (done < bytes.length) {
        long sector = chain.at(done / unit);
        long place = small ? smallPlace(sector) : place(sector);
        byte[] part = file.bytes(place, Math.min(unit, bytes.length - done));
        System.arraycopy(part, 0, bytes, done, part.length);
        done += part.length;
        if (part.length < unit) {
          break;
        }
      }
    } catch (BrokenFileException theRestOfIt) {
      return Arrays.copyOf(bytes, done);
    }
    return Arrays.copyOf(bytes, done);
  }

  private Ole2Chain chain(long start) {
    return new Ole2Chain(start, file.size() / sectorSize + 1, this::afterByFat);
  }

  private Ole2Chain smallChain(long start) {
    return new Ole2Chain(start, file.size() / SMALL_SECTOR + 1, this::afterBySmallTable);
  }

  private long afterByFat(long sector) throws IOException, BrokenFileException {
    int links = sectorSize / 4;
    return number(place(fatLocation(sector / links)) + sector % links * 4);
  }

  private long fatLocation(long index) throws IOException, BrokenFileException {
    if (index < FAT_LOCATIONS_IN_HEADER) {
      return number(FAT_LOCATIONS + 4 * index);
    }
    int locations = sectorSize / 4 - 1; // The last place is the link to the next such sector.
    long further = index - FAT_LOCATIONS_IN_HEADER;
    return number(place(furtherFatLocations.at(further / locations)) + further % locations * 4);
  }

  private long afterBySmallTable(long small) throws IOException, BrokenFileException {
    int links = sectorSize / 4;
    return number(place(smallTable.at(small / links)) + small % links * 4);
  }

  private long place(long sector) {
    return (sector + 1) * sectorSize;
  }

  private long smallPlace(long small) throws IOException, BrokenFileException {
    long offset = small * SMALL_SECTOR;
    return place(smallSectors.at(offset / sectorSize)) + offset % sectorSize;
  }

  private long number(long place) throws IOException, BrokenFileException {
    file.seek(place);
    return file.little(4);
  }

  /** A stream's entry in the directory. */
  record Entry(String name, long start, long size) {}
}
