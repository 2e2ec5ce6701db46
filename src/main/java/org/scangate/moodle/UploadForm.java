package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.scangate.scan.DataSize;
import org.scangate.scan.LogText;
import org.scangate.scan.Origin;
import org.scangate.scan.Sample;
import org.scangate.scan.spool.NotReceived;
import org.scangate.scan.spool.Spool;
import org.scangate.scan.spool.SpooledContent;

/**
 * The form that Moodle posts, received whole: one or more {@code scanfile}, perhaps {@code
 * filename} and {@code userid}, in any order. Closing it frees the files.
 */
final class UploadForm implements AutoCloseable {

  private static final String FILE = "scanfile";
  private static final int MAX_PARTS = 100;
  private static final int MAX_FIELD = 64 << 10;
  private static final Pattern USER = Pattern.compile("[0-9]{1,20}");

  private final List<SpooledContent> files = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final boolean personal;
  private String user = "";

  /**
   * @param personal false: whatever tells whose upload it is is read past, so that no log, journal
   *     or engine can have it
   */
  UploadForm(boolean personal) {
    this.personal = personal;
  }

  /**
   * Reads the form to its closing delimiter, once.
   *
   * @param contentType with the boundary
   * @param limit of each file
   * @throws MalformedForm when it is none, was cut off, or is beyond all reason
   * @throws NotReceived when a file is too large or finds no room
   * @throws IOException from {@code body}
   */
  void receive(InputStream body, String contentType, Spool spool, DataSize limit)
      throws MalformedForm, NotReceived, IOException {
    MultipartStream parts = new MultipartStream(body, FormHeaders.boundary(contentType));
    for (int count = 1; parts.next(); count++) {
      if (count > MAX_PARTS) {
        throw new MalformedForm("the form has more than " + MAX_PARTS + " parts");
      }
      readPart(FormHeaders.fieldName(parts.header()), parts.content(), spool, limit);
    }
    if (files.isEmpty()) {
      throw new MalformedForm("the form has no field scanfile");
    }
  }

  private void readPart(String field, InputStream content, Spool spool, DataSize limit)
      throws NotReceived, IOException {
    switch (field) {
      case FILE -> files.add(spool.receive(content, limit));
      case "filename" -> {
        String value = value(content, field);
        names.add(personal ? value : "");
      }
      case "userid" -> {
        String value = value(content, field);
        user = !personal ? "" : USER.matcher(value).matches() ? value : "?";
      }
      default -> refuseWhatMayBeMeantForAFile(field); // else it is not ours, and read past
    }
  }

  /**
   * {@code ScanFile} and {@code scanfile[]} are scanfile to some frameworks, and strangers here.
   */
  private static void refuseWhatMayBeMeantForAFile(String field) throws MalformedForm {
    int index = field.indexOf('[');
    String letters =
        (index < 0 ? field : field.substring(0, index))
            .chars()
            .filter(Character::isLetterOrDigit)
            .map(Character::toLowerCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    if (letters.equals(FILE)) {
      throw new MalformedForm("a field of the form is nearly scanfile; name it exactly so");
    }
  }

  private static String value(InputStream content, String field) throws IOException {
    byte[] bytes = content.readNBytes(MAX_FIELD + 1);
    if (bytes.length > MAX_FIELD) {
      throw new MalformedForm("the field " + field + " is longer than " + MAX_FIELD + " bytes");
    }
    return new String(bytes, UTF_8);
  }

  /** The files, each under the {@code filename} that belongs to it by its place. */
  List<Sample> samples(Caller caller) {
    List<Sample> samples = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      samples.add(files.get(i).as(name(i), origin(caller, i)));
    }
    return samples;
  }

  private String name(int file) {
    return names.isEmpty() ? "" : names.get(Math.min(file, names.size() - 1));
  }

  private Origin origin(Caller caller, int file) {
    String client = personal ? caller.address() : "";
    String text = text(caller.entry(), client);
    return new Origin(caller.entry(), caller.site(), name(file), user, client, text);
  }

  private String text(String entry, String client) {
    return entry
        + " user="
        + (user.isEmpty() ? "-" : user)
        + " client="
        + (client.isEmpty() ? "-" : client);
  }

  /** Of an upload that was not received, whatever of it came. */
  Origin origin(Caller caller) {
    return origin(caller, 0);
  }

  /** What is known of an upload that was not received, as the log's line of a scan tells it. */
  String told(Caller caller) {
    String shown = personal ? LogText.of(caller.address()) : "";
    return "file=\"" + LogText.of(name(0)) + "\" " + text(caller.entry(), shown);
  }

  @Override
  public void close() {
    files.forEach(SpooledContent::close);
  }
}
