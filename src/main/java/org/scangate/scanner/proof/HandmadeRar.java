package org.scangate.scanner.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes RAR archives of one member that is stored, in both formats: RAR 4 as in the technote of
 * RAR 4.20 ({@code technote.txt}), RAR 5 as in <a
 * href="https://www.rarlab.com/technote.htm">rarlab.com/technote.htm</a>.
 */
final class HandmadeRar {

  private static final byte[] NAME = "eicar.com".getBytes(US_ASCII);
  private static final int FIRST_OF_2020 = ((40 << 9) | (1 << 5) | 1) << 16;
  private static final int PERMISSIONS = 0100644;

  private HandmadeRar() {}

  static byte[] rar4(byte[] plain) {
    byte[] marker = HexFormat.of().parseHex("526172211a0700");
    byte[] archive = block4(0x73, 0, ByteBuffer.allocate(6));
    ByteBuffer file = ByteBuffer.allocate(25 + NAME.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(plain.length).putInt(plain.length).put((byte) 3).putInt(HandmadeZip.crc32(plain));
    file.putInt(FIRST_OF_2020).put((byte) 20).put((byte) 0x30).putShort((short) NAME.length);
    file.putInt(PERMISSIONS).put(NAME);
    byte[] member = block4(0x74, 0x8000, file);
    byte[] end = block4(0x7b, 0x4000, ByteBuffer.allocate(0));
    return HandmadeContainers.joined(marker, archive, member, plain, end);
  }

  static byte[] rar5(byte[] plain) {
    byte[] marker = HexFormat.of().parseHex("526172211a070100");
    byte[] archive = block5(new byte[] {1, 0, 0});
    ByteBuffer file = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    // a file, with data of so many bytes, with a CRC; its size unpacked, attributes
    file.put((byte) 2)
        .put((byte) 2)
        .put((byte) plain.length)
        .put((byte) 4)
        .put((byte) plain.length);
    file.put((byte) (0x80 | (PERMISSIONS & 0x7f))).put((byte) (0x80 | (PERMISSIONS >> 7 & 0x7f)));
    file.put((byte) (PERMISSIONS >> 14)).putInt(HandmadeZip.crc32(plain));
    // stored, on Unix
    file.put((byte) 0).put((byte) 1).put((byte) NAME.length).put(NAME);
    byte[] member = block5(Arrays.copyOf(file.array(), file.position()));
    byte[] end = block5(new byte[] {5, 0, 0});
    return HandmadeContainers.joined(marker, archive, member, plain, end);
  }

  /** In front of each header the lower half of its CRC-32. */
  private static byte[] block4(int type, int flags, ByteBuffer fields) {
    int size = 7 + fields.capacity();
    ByteBuffer header = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort((short) 0).put((byte) type).putShort((short) flags).putShort((short) size);
    header.put(fields.rewind());
    byte[] block = header.array();
    int crc = HandmadeZip.crc32(Arrays.copyOfRange(block, 2, size));
    return header.putShort(0, (short) crc).array();
  }

  /** In front of each header its CRC-32, then its size, which the CRC includes. */
  private static byte[] block5(byte[] fields) {
    byte[] header = HandmadeContainers.joined(new byte[] {(byte) fields.length}, fields);
    return ByteBuffer.allocate(4 + header.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(HandmadeZip.crc32(header))
        .put(header)
        .array();
  }
}
