# As the official one: the server is the user redis, and its data a volume.
ARG BASE
FROM $BASE
RUN mkdir /data && chown redis:redis /data
VOLUME /data
WORKDIR /data
USER redis
CMD ["redis-server"]
