"""Files, processes and machines: whole files, append-only logs, locks of folders, pools of processes, fingerprints."""

__all__ = ["append_log", "files", "fingerprints", "folder_lock", "forks", "pool"]
