ARG BASE
FROM $BASE
COPY . /app
WORKDIR /app
RUN python -m compileall -q .
USER 1234:1234
