"""Files, processes and machines."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.system.files import write_whole
    from onrecord.system.fingerprints import fingerprint
    from onrecord.system.folder_lock import FolderLock, FolderTaken
    from onrecord.system.pool import Pool, in_order

__all__ = ["FolderLock", "FolderTaken", "Pool", "fingerprint", "in_order", "write_whole"]

__getattr__ = lazy_names(
    __name__,
    {
        "files": ["write_whole"],
        "fingerprints": ["fingerprint"],
        "folder_lock": ["FolderLock", "FolderTaken"],
        "pool": ["Pool", "in_order"],
    },
)
