ARG BASE
FROM $BASE
COPY . /tmp/wheels
WORKDIR /tmp/wheels
RUN python3 -m venv --without-pip /opt/venv \
    && PYTHONPATH=$(ls pip-*.whl) /opt/venv/bin/python -m pip install \
        --no-index --find-links . --requirement requirements.txt
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin
