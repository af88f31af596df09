//! The native half of the Python module `relist`: texts in, texts and JSON out.
//!
//! Python's own `json` makes objects of the JSON, in `python/relist/__init__.py`, where everything is documented. So no
//! type is described twice, and what Python sees is what the command line prints. Other threads of Python run while one
//! of these functions works.

mod failure;
mod work;

/// The native half of the Python module `relist`.
#[pyo3::pymodule(gil_used = false)]
mod _relist {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use pyo3::prelude::*;

    use crate::failure::Failure;
    #[pymodule_export]
    use crate::failure::RelistError;
    use crate::work;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }

    /// Lets other threads run meanwhile. A panic, which would be a fault in relist, is a failure like any other: whoever reads
    /// thousands of texts loses one of them.
    fn run<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T, Failure> + Send) -> Result<T, Failure> {
        py.detach(|| {
            catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Failure::panic(&*panic)))
        })
    }

    /// The lines of `relist extract --format jsonl`.
    #[pyfunction]
    fn extract(py: Python<'_>, text: &str, config: Option<&str>) -> Result<String, Failure> {
        run(py, || work::extract(text, config))
    }

    /// The JSON of `relist extract`.
    #[pyfunction]
    fn records(py: Python<'_>, text: &str, config: Option<&str>) -> Result<String, Failure> {
        run(py, || work::records(text, config))
    }

    /// The text that `relist fmt` writes, or `None` where nothing strays.
    #[pyfunction]
    fn format(
        py: Python<'_>,
        text: &str,
        with_unsafe: bool,
        config: Option<&str>,
    ) -> Result<Option<String>, Failure> {
        run(py, || work::format(text, with_unsafe, config))
    }

    /// The JSON of `relist check --output-format json`.
    #[pyfunction]
    fn check(py: Python<'_>, text: &str, config: Option<&str>) -> Result<String, Failure> {
        run(py, || work::check(text, config))
    }

    /// The text that `relist render` writes.
    #[pyfunction]
    fn render(
        py: Python<'_>,
        template: Option<&str>,
        records: &str,
        force: bool,
        config: Option<&str>,
    ) -> Result<String, Failure> {
        run(py, || work::render(template, records, force, config))
    }

    /// The JSON of `relist diff --format json`.
    #[pyfunction]
    fn diff(py: Python<'_>, old: &str, new: &str, config: Option<&str>) -> Result<String, Failure> {
        run(py, || work::diff(old, new, config))
    }

    /// The text of `relist merge`, and how many conflicts are in it.
    #[pyfunction]
    fn merge(
        py: Python<'_>,
        base: &str,
        ours: &str,
        theirs: &str,
        config: Option<&str>,
    ) -> Result<(String, usize), Failure> {
        run(py, || work::merge(base, ours, theirs, config))
    }

    /// The text that `relist toc` writes, or `None` where it stays as it is.
    #[pyfunction]
    fn toc(py: Python<'_>, text: &str) -> Result<Option<String>, Failure> {
        run(py, || work::toc(text))
    }
}
