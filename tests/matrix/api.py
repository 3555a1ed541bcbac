"""The API's whole table, of the parts that stand beside its tests."""

from tests.api.matrix import CASES
from tests.api.matrix_documents import DOCUMENTS
from tests.api.matrix_judgement import JUDGEMENT
from tests.api.matrix_sources import SOURCE_FILES

API = [*CASES, *DOCUMENTS, *JUDGEMENT, *SOURCE_FILES]
