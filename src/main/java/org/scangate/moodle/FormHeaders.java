package org.scangate.moodle;

import static java.util.Locale.ROOT;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header lines of a form, by RFC 7578 and 2046. What can be read in two ways is refused: what
 * one reader takes for a file another would pass over.
 *
 * <p>No library does this: Commons FileUpload 2 is a milestone release, served for these lines
 * alone, and is lenient (of two parameters the last counts, lines without a colon are skipped).
 */
final class FormHeaders {

  /** RFC 2046, 5.1.1, which also tells the characters, and that the last is no blank. */
  private static final Pattern BOUNDARY =
      Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern LINE =
      Pattern.compile("(" + TOKEN + "):([^\\x00-\\x08\\x0A-\\x1F\\x7F]*)");
  private static final Pattern FOLD = Pattern.compile("\r\n[ \t]+");
  private static final Pattern PARAMETER =
      Pattern.compile("[ \t]*;[ \t]*(" + TOKEN + ")=(\"[^\"]*\"|[^ \t\";,]+)");

  private static final Pattern NAME = mention("name");
  private static final Pattern BOUNDARY_NAME = mention("boundary");

  /** Where a quoted text with this in it ends, some readers know and some do not. */
  private static final String ESCAPED_QUOTE = "\\\"";

  private static final Set<String> AS_IT_IS = Set.of("binary", "8bit", "7bit");

  private FormHeaders() {}

  /** What the delimiters of a form are made of. */
  static String boundary(String contentType) throws MalformedForm {
    String boundary =
        parameter(contentType.strip(), "multipart/form-data", "boundary", BOUNDARY_NAME);
    if (!BOUNDARY.matcher(boundary).matches()) {
      throw new MalformedForm("the Content-Type names no usable boundary, once and plainly");
    }
    return boundary;
  }

  /**
   * The name of a part's field.
   *
   * @param header the part's lines, without the line end of the last
   */
  static String fieldName(String header) throws MalformedForm {
    Map<String, String> lines = new HashMap<>();
    for (String line : FOLD.matcher(header).replaceAll(" ").split("\r\n", -1)) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()
          || lines.put(parts.group(1).toLowerCase(ROOT), parts.group(2).strip()) != null) {
        throw unclear();
      }
    }
    refuseEncodings(lines);
    String name =
        parameter(lines.getOrDefault("content-disposition", ""), "form-data", "name", NAME);
    if (name.isEmpty() || name.indexOf('\\') >= 0 || !name.equals(name.strip())) {
      throw unclear();
    }
    return name;
  }

  /** Content that would have to be decoded first: a scanner would be given something else. */
  private static void refuseEncodings(Map<String, String> lines) throws MalformedForm {
    String encoding = lines.getOrDefault("content-transfer-encoding", "binary");
    String type = lines.getOrDefault("content-type", "");
    if (!AS_IT_IS.contains(encoding.toLowerCase(ROOT))
        || lines.containsKey("content-encoding")
        || type.toLowerCase(ROOT).startsWith("multipart/")) {
      throw new MalformedForm("a part of the form is encoded; send each file as it is, in its own");
    }
  }

  /** Its value if it is there just once, and if nothing else looks like it; else nothing. */
  private static String parameter(String header, String type, String name, Pattern mention) {
    if (!header.regionMatches(true, 0, type, 0, type.length())
        || header.contains(ESCAPED_QUOTE)
        || mentions(header, mention) != 1) {
      return "";
    }
    String value = "";
    int end = type.length();
    Matcher parameter = PARAMETER.matcher(header).region(end, header.length());
    while (parameter.lookingAt()) {
      if (parameter.group(1).equalsIgnoreCase(name)) {
        value = unquoted(parameter.group(2));
      }
      end = parameter.end();
      parameter.region(end, header.length());
    }
    String rest = header.substring(end).strip();
    return rest.isEmpty() || rest.equals(";") ? value : "";
  }

  /** Also within quotes, and in the extended notation of RFC 2231 ({@code name*0*=}). */
  private static long mentions(String header, Pattern mention) {
    return mention.matcher(header).results().count();
  }

  private static Pattern mention(String name) {
    return Pattern.compile("(?<![0-9a-z*_.-])" + name + "[*0-9]*\\s*=", Pattern.CASE_INSENSITIVE);
  }

  private static String unquoted(String value) {
    return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }

  private static MalformedForm unclear() {
    return new MalformedForm("a part of the form does not name its field, once and plainly");
  }
}
