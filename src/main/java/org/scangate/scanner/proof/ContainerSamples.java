package org.scangate.scanner.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.scangate.container.ContainerKind;
import org.scangate.scan.Eicar;

/**
 * The EICAR file, as {@code eicar.com}, in each kind of container: an engine that finds it opens
 * that kind.
 *
 * <p>In a tar, ar, cpio, ISO, WIM, RAR or ARJ it stands uncompressed, so an engine that looks for
 * EICAR in any bytes finds it without opening: {@link #inNoContainer} shows whether an engine is
 * such a one.
 */
public final class ContainerSamples {

  private static final String RESOURCE = "container-samples.properties";
  private static final int HIDDEN_BY = 0x5a;
  private static final Properties ENCODED = encoded();

  private ContainerSamples() {}

  /**
   * All that there are samples of: not {@link ContainerKind#ZIP_OTHER}, which is a dozen methods
   * that no zip has had for long. No engine is ever shown to unpack these.
   */
  public static Set<ContainerKind> kinds() {
    return EnumSet.complementOf(EnumSet.of(ContainerKind.ZIP_OTHER));
  }

  /**
   * The smallest container of this kind with EICAR in it; always the same bytes.
   *
   * @throws IllegalArgumentException where there is no sample: not in {@link #kinds}
   */
  public static byte[] of(ContainerKind kind) {
    byte[] eicar = Eicar.bytes();
    return switch (kind) {
      case ZIP -> HandmadeZip.of(HandmadeZip.DEFLATED, HandmadeZip.deflated(eicar), eicar);
      // without matches there is no difference between the two methods
      case ZIP_DEFLATE64 ->
          HandmadeZip.of(HandmadeZip.DEFLATE64, HandmadeZip.deflated(eicar), eicar);
      case ZIP_ZSTD -> HandmadeZip.of(HandmadeZip.ZSTD, of(ContainerKind.ZST), eicar);
      case ZIP_XZ -> HandmadeZip.of(HandmadeZip.XZ, of(ContainerKind.XZ), eicar);
      case ZIP_OTHER -> throw new IllegalArgumentException("There is no sample of " + kind.word());
      case TAR -> HandmadeContainers.tar(eicar);
      case GZ -> HandmadeContainers.gzip(eicar);
      case AR -> HandmadeContainers.ar(eicar);
      case CPIO -> HandmadeContainers.cpio(eicar);
      case RAR4 -> HandmadeRar.rar4(eicar);
      case RAR5 -> HandmadeRar.rar5(eicar);
      case MAIL -> HandmadeContainers.mail(eicar);
      case ZIP_BZIP2,
          ZIP_LZMA,
          ZIP_PPMD,
          SEVEN_ZIP,
          BZ2,
          XZ,
          LZMA,
          ZST,
          LZ4,
          LZIP,
          CAB,
          ARJ,
          LHA,
          ISO,
          WIM,
          CHM ->
          decoded(kind.word());
    };
  }

  /**
   * EICAR behind other bytes that are no container: not infected, since EICAR counts only at the
   * beginning of a file. An engine that finds it here shows nothing by finding it in a container
   * that does not compress.
   */
  public static byte[] inNoContainer() {
    String before = "Scangate asks: is this found though it is in no container? ";
    return HandmadeContainers.joined(before.getBytes(US_ASCII), Eicar.bytes());
  }

  private static byte[] decoded(String word) {
    byte[] hidden = Base64.getDecoder().decode(ENCODED.getProperty(word));
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] ^= HIDDEN_BY;
    }
    try (InputStream sample = new GZIPInputStream(new ByteArrayInputStream(hidden))) {
      return sample.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The sample " + word + " in " + RESOURCE + " is damaged", e);
    }
  }

  private static Properties encoded() {
    Properties properties = new Properties();
    try (InputStream resource = ContainerSamples.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside " + ContainerSamples.class);
      }
      properties.load(new InputStreamReader(resource, US_ASCII));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + RESOURCE, e);
    }
  }
}
