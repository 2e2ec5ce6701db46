package org.scangate.container;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a document opens by the password that Excel tries before it asks: with this one it
 * encrypts what is protected against changes alone. By [MS-OFFCRYPTO], whose chapters are named
 * here. What is not understood does not open.
 */
final class Ole2DefaultPassword {

  private static final byte[] PASSWORD = "VelvetSweatshop".getBytes(UTF_16LE);

  /** What 2.3.7.2 makes of this password. */
  private static final int XOR_KEY = 0xb359;

  /** What 2.3.7.1 makes of it. */
  private static final int XOR_VERIFIER = 0x9a0a;

  /** More than any cipher has; it bounds what is held in memory. */
  static final int MAX_KEY_BITS = 512;

  private static final int ALGORITHM_RC4 = 0x6801;

  private Ole2DefaultPassword() {}

  /**
   * @param info the stream EncryptionInfo of an encrypted OOXML document (2.3.4)
   */
  static boolean opensPackage(byte[] info) {
    return understood(info, in -> Ole2PackagePassword.opens(in, PASSWORD));
  }

  /**
   * @param filePass what the FilePass record of a workbook holds ([MS-XLS] 2.4.117)
   */
  static boolean opensWorkbook(byte[] filePass) {
    return understood(
        filePass,
        in -> {
          // Excel 5 and 95 had no other way, and do not say which it is.
          if (filePass.length == 4 || in.getShort() == 0) {
            return xor(in);
          }
          int major = in.getShort();
          int minor = in.getShort();
          if (major == 1 && minor == 1) {
            return rc4(in);
          }
          return minor == 2 && rc4ByCryptoApi(in);
        });
  }

  private static boolean understood(byte[] bytes, Verifier verifier) {
    try {
      return verifier.opens(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (GeneralSecurityException | RuntimeException unknownOrBroken) {
      return false;
    }
  }

  private static boolean xor(ByteBuffer in) {
    return (in.getShort() & 0xffff) == XOR_KEY && (in.getShort() & 0xffff) == XOR_VERIFIER;
  }

  /** Of 40 bits (2.3.6). */
  private static boolean rc4(ByteBuffer in) throws GeneralSecurityException {
    byte[] salt = bytes(in, 16);
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    byte[] first = Arrays.copyOf(md5.digest(PASSWORD), 5);
    for (int i = 0; i < 16; i++) {
      md5.update(first);
      md5.update(salt);
    }
    byte[] second = Arrays.copyOf(md5.digest(), 5);
    byte[] key = md5.digest(Arrays.copyOf(second, 5 + 4)); // Of block 0.
    return confirmsByRc4(md5, key, bytes(in, 16 + 16));
  }

  /** Of 40 to 128 bits (2.3.5). */
  private static boolean rc4ByCryptoApi(ByteBuffer in) throws GeneralSecurityException {
    CryptoApiHeader header = CryptoApiHeader.read(in);
    if (header.algorithm != ALGORITHM_RC4) {
      return false;
    }
    int bits = header.keyBits == 0 ? 40 : header.keyBits;
    byte[] verifier = bytes(in, 16);
    in.getInt(); // The size of the hash.
    byte[] hash = bytes(in, 20);
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(header.salt);
    byte[] first = sha1.digest(PASSWORD);
    byte[] key = Arrays.copyOf(sha1.digest(Arrays.copyOf(first, first.length + 4)), bits / 8);
    // One of 40 bits is used as one of 128 that ends in zeros.
    return confirmsByRc4(sha1, bits == 40 ? Arrays.copyOf(key, 16) : key, joined(verifier, hash));
  }

  private static boolean confirmsByRc4(MessageDigest digest, byte[] key, byte[] verifierAndHash)
      throws GeneralSecurityException {
    Cipher rc4 = Cipher.getInstance("ARCFOUR");
    rc4.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
    byte[] plain = rc4.doFinal(verifierAndHash);
    byte[] hash = digest.digest(Arrays.copyOf(plain, 16));
    return Arrays.equals(hash, Arrays.copyOfRange(plain, 16, plain.length));
  }

  static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private interface Verifier {
    boolean opens(ByteBuffer in) throws GeneralSecurityException;
  }

  /** What stands before the verifier (2.3.2, 2.3.3). */
  static final class CryptoApiHeader {
    final int algorithm;
    final int keyBits;
    final byte[] salt;

    private CryptoApiHeader(int algorithm, int keyBits, byte[] salt) {
      this.algorithm = algorithm;
      this.keyBits = keyBits;
      this.salt = salt;
    }

    static CryptoApiHeader read(ByteBuffer in) {
      in.getInt(); // Flags.
      int size = in.getInt();
      int header = in.position();
      int algorithm = in.getInt(header + 8);
      int keyBits = in.getInt(header + 16);
      in.position(header + size);
      int saltSize = in.getInt();
      if (saltSize != 16 || keyBits < 0 || keyBits > MAX_KEY_BITS) {
        throw new IllegalArgumentException();
      }
      return new CryptoApiHeader(algorithm, keyBits, bytes(in, saltSize));
    }
  }
}
