package org.scangate.moodle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Payara's own stream does once the client has gone, it does here: every call fails. */
class AnswerToTheGoneTest {

  private final List<String> calls = new ArrayList<>();

  @Test
  void whatCannotBeWrittenIsTriedOnceAndTroublesNobody() throws IOException {
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getOutputStream")) {
                    return new BrokenStream();
                  }
                  throw broken(method.getName());
                });
    AnswerToTheGone answer = new AnswerToTheGone(response);
    answer.getOutputStream().write(new byte[] {1, 2, 3});
    answer.getOutputStream().flush();
    answer.getOutputStream().close();
    assertEquals(List.of("write"), calls);
    answer.flushBuffer();
    assertEquals(List.of("write", "flushBuffer"), calls);
  }

  private IOException broken(String call) {
    calls.add(call);
    return new IOException("broken pipe");
  }

  private final class BrokenStream extends ServletOutputStream {

    @Override
    public void write(int b) throws IOException {
      throw broken("write");
    }

    @Override
    public void flush() throws IOException {
      throw broken("flush");
    }

    @Override
    public void close() throws IOException {
      throw broken("close");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
