"""A real PostgreSQL of its own for a bench: in a folder below /tmp, on a free port, gone when it is stopped;
in a folder that is named it stays, and is started again where it is there already.

It keeps what it acknowledges (fsync on), with shared_buffers=1GB. Used by bench/scale.py and bench/bookings_server.py.
"""
import os, pwd, shutil, signal, socket, subprocess, tempfile, time


class Cluster:
    def __init__(self, folder=None, **settings):
        self.tools = max((f'/usr/lib/postgresql/{v}/bin' for v in range(13, 31) if os.path.exists(f'/usr/lib/postgresql/{v}/bin/initdb')),
                         default='/usr/bin')
        self.stays = folder is not None
        self.folder = os.path.abspath(folder) if folder else tempfile.mkdtemp(prefix='fascia-cluster-')
        made = os.path.exists(f'{self.folder}/data/PG_VERSION')
        os.makedirs(self.folder, exist_ok=True)
        # PostgreSQL refuses to run as root.
        owner = pwd.getpwnam('postgres') if os.geteuid() == 0 else None
        self.as_owner = {'user': owner.pw_uid, 'group': owner.pw_gid, 'extra_groups': []} if owner else {}
        if owner: os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        if not made: subprocess.run([f'{self.tools}/initdb', '-D', f'{self.folder}/data', '-A', 'trust', '-U', 'fascia', '-E', 'UTF8', '--locale=C.UTF-8'],
                                    check=True, stdout=subprocess.DEVNULL, cwd='/', **self.as_owner)
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        settings = {'listen_addresses': '127.0.0.1', 'shared_buffers': '1GB', 'max_wal_size': '16GB', **settings}
        self.server = subprocess.Popen([f'{self.tools}/postgres', '-D', f'{self.folder}/data', '-p', str(self.port), '-k', self.folder,
                                        *(word for name, value in settings.items() for word in ('-c', f'{name}={value}'))],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd='/', **self.as_owner)
        for _ in range(200):
            if subprocess.run([f'{self.tools}/pg_isready', '-q', '-h', '127.0.0.1', '-p', str(self.port)]).returncode == 0: return
            time.sleep(0.1)
        raise RuntimeError('no PostgreSQL')

    def address(self, database):
        return f'postgresql://fascia@127.0.0.1:{self.port}/{database}'

    def sql(self, text, database='postgres'):
        return subprocess.run(['psql', '-qAt', '-d', self.address(database), '-c', text], check=True, capture_output=True, text=True).stdout.strip()

    def stop(self):
        self.server.send_signal(signal.SIGINT)
        self.server.wait()
        if not self.stays: shutil.rmtree(self.folder)
