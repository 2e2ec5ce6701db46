package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.scangate.scan.DataSize;
import org.scangate.scan.Sample;
import org.scangate.scan.spool.NotReceived;
import org.scangate.scan.spool.Spool;
import org.scangate.scan.spool.SpooledContent;

/**
 * The form that Moodle posts, received whole: one or more {@code scanfile}, perhaps {@code
 * filename} and {@code userid}, in any order. Closing it frees the files.
 */
final class UploadForm implements AutoCloseable {

  private static final int ENVELOPE_BUFFER = 4 << 10;
  private static final int MOST_PARTS = 100;
  private static final int MOST_FIELD = 64 << 10;
  private static final int MOST_HEADER = 16 << 10;
  private static final int MOST_BOUNDARY = 256;
  private static final String DISPOSITION = "content-disposition:";
  private static final Pattern FOLD = Pattern.compile("\r\n[ \t]+");
  private static final Pattern LINE_END = Pattern.compile("\r\n");
  private static final Pattern STRAY_LINE_END = Pattern.compile("\r(?!\n)|(?<!\r)\n");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name\\s*=");
  private static final Pattern USER = Pattern.compile("[0-9]{1,20}");

  private final List<SpooledContent> files = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private String user = "";

  private UploadForm() {}

  /**
   * Reads the form to its closing delimiter.
   *
   * @param contentType with the boundary
   * @param limit of each file
   * @throws MalformedForm when it is none, was cut off, or is beyond all reason
   * @throws NotReceived when a file is too large or finds no room
   * @throws IOException from {@code body}
   */
  static UploadForm receive(InputStream body, String contentType, Spool spool, DataSize limit)
      throws MalformedForm, NotReceived, IOException {
    UploadForm form = new UploadForm();
    boolean whole = false;
    try {
      form.read(body, boundary(contentType), spool, limit);
      whole = true;
      return form;
    } catch (FileUploadException e) {
      if (e.getCause() instanceof IOException broken) {
        throw broken; // by the sender, or its time-out, in the middle of a header
      }
      throw new MalformedForm("the form is cut off or malformed: " + e.getMessage(), e);
    } finally {
      if (!whole) {
        form.close();
      }
    }
  }

  private void read(InputStream body, byte[] boundary, Spool spool, DataSize limit)
      throws MalformedForm, NotReceived, IOException {
    MultipartStream form = new MultipartStream(body, boundary);
    MultipartInput parts =
        MultipartInput.builder()
            .setInputStream(form)
            .setBoundary(boundary)
            .setBufferSize(ENVELOPE_BUFFER)
            .setMaxPartHeaderSize(MOST_HEADER)
            .get();
    form.preamble().transferTo(OutputStream.nullOutputStream());
    int count = 0;
    for (boolean more = parts.skipPreamble(); more; more = parts.readBoundary()) {
      if (++count > MOST_PARTS) {
        throw new MalformedForm("the form has more than " + MOST_PARTS + " parts", null);
      }
      readPart(fieldName(parts.readHeaders()), form.content(), spool, limit);
      if (parts.discardBodyData() != 0) {
        throw new MalformedForm("the form's delimiters are ambiguous", null);
      }
    }
    if (files.isEmpty()) {
      throw new MalformedForm("the form has no field scanfile", null);
    }
  }

  private void readPart(String field, InputStream content, Spool spool, DataSize limit)
      throws MalformedForm, NotReceived, IOException {
    switch (field) {
      case "scanfile" -> files.add(spool.receive(content, limit));
      case "filename" -> names.add(value(content, field));
      case "userid" -> {
        String value = value(content, field);
        user = USER.matcher(value).matches() ? value : "?";
      }
      default -> content.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static String value(InputStream content, String field) throws MalformedForm, IOException {
    byte[] bytes = content.readNBytes(MOST_FIELD + 1);
    if (bytes.length > MOST_FIELD) {
      throw new MalformedForm(
          "the field " + field + " is longer than " + MOST_FIELD + " bytes", null);
    }
    return new String(bytes, UTF_8);
  }

  /**
   * The name of a part's field. A header that can be read in two ways is refused: what one reader
   * takes for a file another would pass over.
   */
  private static String fieldName(String headers) throws MalformedForm {
    String unfolded = FOLD.matcher(headers).replaceAll(" ");
    List<String> dispositions =
        LINE_END
            .splitAsStream(unfolded)
            .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(DISPOSITION))
            .toList();
    if (dispositions.size() == 1
        && !STRAY_LINE_END.matcher(unfolded).find()
        && NAME.matcher(QUOTED.matcher(dispositions.get(0)).replaceAll("q")).results().count()
            == 1) {
      String name = parameter(dispositions.get(0).substring(DISPOSITION.length()), "name");
      if (!name.isEmpty()) {
        return name;
      }
    }
    throw new MalformedForm("a part of the form does not name its field, once and plainly", null);
  }

  private static byte[] boundary(String contentType) throws MalformedForm {
    String boundary = parameter(contentType, "boundary");
    if (boundary.isEmpty() || boundary.length() > MOST_BOUNDARY) {
      throw new MalformedForm("the Content-Type names no usable boundary", null);
    }
    return boundary.getBytes(ISO_8859_1);
  }

  private static String parameter(String header, String name) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    Map<String, String> parameters = parser.parse(header, ';');
    String value = parameters.get(name.toLowerCase(Locale.ROOT));
    return value == null ? "" : value;
  }

  /** The files, each under the {@code filename} that belongs to it by its place. */
  List<Sample> samples(String client) {
    List<Sample> samples = new ArrayList<>(files.size());
    String origin = "moodle user=" + (user.isEmpty() ? "-" : user) + " client=" + client;
    for (int i = 0; i < files.size(); i++) {
      String name = names.isEmpty() ? "" : names.get(Math.min(i, names.size() - 1));
      samples.add(files.get(i).as(name, origin));
    }
    return samples;
  }

  @Override
  public void close() {
    files.forEach(SpooledContent::close);
  }

  /** What was posted is no form of ours; the sender must mend it. */
  static final class MalformedForm extends Exception {
    private static final long serialVersionUID = 1;

    MalformedForm(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
