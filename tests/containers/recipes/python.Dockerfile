# What `python:3.11-slim` is, with pip installing from a folder.
ARG BASE
FROM $BASE
COPY . /wheels
RUN python3 -m zipfile --extract /wheels/pip-*.whl /usr/local/lib/python3.11/dist-packages
ENV PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels
