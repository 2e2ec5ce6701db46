package org.scangate.scanner.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.scangate.scan.Eicar;

/** Documents in which ClamAV takes EICAR for a file of its own. */
final class EicarDocuments {

  private static final int SECTOR = 512;
  private static final int ENTRY = 128;
  private static final int END_OF_CHAIN = -2;
  private static final int OF_THE_TABLE = -3;

  private EicarDocuments() {}

  static byte[] htmlBefore() {
    return "<html><body><p>Scangate asks: is this read to its end?".getBytes(US_ASCII);
  }

  /** The end of the page, with EICAR as the data of a link (RFC 2397). */
  static byte[] htmlAfter() {
    String data = Base64.getEncoder().encodeToString(Eicar.bytes());
    return "</p><a href=\"data:application/octet-stream;base64,%s\">eicar.com</a></body></html>"
        .formatted(data)
        .getBytes(US_ASCII);
  }

  /**
   * A compound file (MS-CFB, version 3) whose one stream is EICAR: a header, the table of sectors,
   * the directory, the table of small sectors, and these.
   */
  static byte[] ole2() {
    ByteBuffer file = ByteBuffer.allocate(5 * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(0xE11AB1A1E011CFD0L).position(24);
    file.putShort((short) 0x3e).putShort((short) 3).putShort((short) -2);
    file.putShort((short) 9).putShort((short) 6).position(44);
    file.putInt(1).putInt(1).putInt(0); // tables, where the directory is
    file.putInt(4096).putInt(2).putInt(1); // what is no small stream, where their table is
    file.putInt(END_OF_CHAIN).putInt(0).putInt(0); // no more tables; where the one is
    fill(file, SECTOR);
    file.putInt(OF_THE_TABLE).putInt(END_OF_CHAIN).putInt(END_OF_CHAIN).putInt(END_OF_CHAIN);
    fill(file, 2 * SECTOR);
    entry(file, "Root Entry", 5, 1, 3, 2 * 64);
    entry(file, "eicar.com", 2, -1, 0, Eicar.SIZE);
    entry(file, "", 0, -1, 0, 0);
    entry(file, "", 0, -1, 0, 0);
    file.putInt(1).putInt(END_OF_CHAIN);
    fill(file, 4 * SECTOR);
    file.put(Eicar.bytes());
    return file.array();
  }

  private static void entry(
      ByteBuffer file, String name, int type, int child, int start, int size) {
    int begin = file.position();
    byte[] letters = name.getBytes(UTF_16LE);
    file.put(letters).position(begin + 64);
    file.putShort((short) (name.isEmpty() ? 0 : letters.length + 2));
    file.put((byte) type).put((byte) 1).putInt(-1).putInt(-1).putInt(child);
    file.position(begin + 116);
    file.putInt(start).putLong(size).position(begin + ENTRY);
  }

  private static void fill(ByteBuffer file, int end) {
    byte[] free = new byte[end - file.position()];
    Arrays.fill(free, (byte) -1);
    file.put(free);
  }
}
