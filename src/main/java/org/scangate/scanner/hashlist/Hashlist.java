package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Eicar;
import org.scangate.scan.Engine;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Sha256;
import org.scangate.scan.Verdict;

/** Finds what is on a list of SHA-256, and EICAR. Whatever is on no list it calls clean. */
public final class Hashlist implements Scanner {

  private static final Logger LOG = System.getLogger(Hashlist.class.getName());

  private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]{64})(?:[\\s,;*]+(.*))?");

  /** EICAR may be followed by white space up to this length, says its definition. */
  private static final int MOST_EICAR = 128;

  private final String name;
  private final Map<String, String> signatures = new HashMap<>();
  private final Readiness readiness;

  /** Reads the lists; one that cannot be read leaves the scanner not ready. */
  public Hashlist(HashlistSettings settings) {
    name = settings.name();
    readiness = load(settings.files());
    readiness
        .obstacle()
        .ifPresentOrElse(
            obstacle -> LOG.log(Level.WARNING, "not scanning: " + obstacle.detail()),
            () -> LOG.log(Level.WARNING, readiness.advice().get(0)));
  }

  private Readiness load(List<Path> files) {
    for (Path file : files) {
      try {
        load(file);
      } catch (IOException e) {
        return Readiness.not(
            Reason.MISCONFIGURED,
            "scangate.%s.files: %s cannot be read: %s".formatted(name, file, e.getMessage()));
      }
    }
    String advice =
        "%s is a list of %d known bad files and EICAR, and no antivirus"
            .formatted(name, signatures.size());
    return Readiness.ready(
        List.of(advice), "hashlist (" + signatures.size() + ")", OptionalLong.empty());
  }

  /** A list that is not understood to its end is not half a list, but a wrong configuration. */
  private void load(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      String line;
      while ((line = lines.readLine()) != null) {
        number++;
        String text = line.strip();
        if (!text.isEmpty() && !text.startsWith("#") && !add(text, file)) {
          throw new IOException("line " + number + " is no SHA-256, perhaps followed by a name");
        }
      }
    }
  }

  private boolean add(String text, Path file) {
    Matcher line = LINE.matcher(text);
    if (line.matches()) {
      String signature = line.group(2) == null ? "" : line.group(2).strip();
      signatures.put(
          line.group(1).toLowerCase(Locale.ROOT),
          signature.isEmpty() ? "Hashlist." + file.getFileName() : signature);
    }
    return line.matches();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    return Answer.of(
        readiness.obstacle().<Verdict>map(obstacle -> obstacle).orElseGet(() -> judge(sample)),
        new Engine(name, "", readiness.version()));
  }

  private Verdict judge(Sample sample) {
    try {
      if (isEicar(sample)) {
        return new Verdict.Infected("Eicar-Test-Signature");
      }
      Optional<String> known = sample.sha256();
      String digest = known.isPresent() ? known.get() : digest(sample);
      String signature = signatures.get(digest);
      return signature == null ? new Verdict.Clean() : new Verdict.Infected(signature);
    } catch (IOException e) {
      return new Verdict.Unscanned(Reason.REFUSED, "the file cannot be read: " + e);
    }
  }

  private static boolean isEicar(Sample sample) throws IOException {
    if (sample.size() < Eicar.SIZE || sample.size() > MOST_EICAR) {
      return false;
    }
    try (InputStream content = sample.open()) {
      byte[] bytes = content.readNBytes(MOST_EICAR + 1);
      return Arrays.equals(bytes, 0, Eicar.SIZE, Eicar.bytes(), 0, Eicar.SIZE)
          && new String(bytes, Eicar.SIZE, bytes.length - Eicar.SIZE, ISO_8859_1)
              .chars()
              .allMatch(c -> " \t\r\n\u001a".indexOf(c) >= 0);
    }
  }

  private static String digest(Sample sample) throws IOException {
    MessageDigest sha256 = Sha256.newDigest();
    try (InputStream content = new DigestInputStream(sample.open(), sha256)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  @Override
  public void probeNow() {
    // The lists are read at the start.
  }

  @Override
  public void close() {
    // Owns nothing.
  }
}
