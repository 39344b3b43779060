//! The published files of MNIST and Fashion-MNIST: names, sizes, checksums, and download addresses.
//!
//! Plain constants without imports: `xtask` includes this very file, so that the site's owner and the page share one
//! table. The checksums are those of the decompressed files, so that a mirror may compress them in its own way. They
//! were computed from files whose published MD5 sums had been verified.

/// A file of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileInfo {
    /// The name, below `data/<name of the set>/` and at the mirrors.
    pub name: &'static str,
    /// The bytes of the original gzip file, as downloaded.
    pub n_packed: u64,
    /// The bytes after decompression.
    pub n_bytes: u64,
    /// The SHA-256 of the decompressed bytes, in hexadecimal.
    pub sha256: &'static str,
}

/// A data set of four files: images and labels for training, images and labels for testing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageSet {
    /// The name in links and folders.
    pub name: &'static str,
    /// The display name.
    pub title: &'static str,
    /// The licence.
    pub licence: &'static str,
    /// The authors, the year, and the publication that describes it.
    pub citation: &'static str,
    /// The address of that description.
    pub homepage: &'static str,
    /// The number of rows and of columns of an image.
    pub side: usize,
    /// The number of training images.
    pub n_train: usize,
    /// The training images at the end that are held out for validation, as in the lecture's notebook.
    pub n_validation: usize,
    /// The number of test images.
    pub n_test: usize,
    /// The test images at the end that are held out if they are used as a set of their own.
    pub n_validation_of_test: usize,
    /// Training images, training labels, test images, test labels.
    pub files: [FileInfo; 4],
    /// Folders on other hosts that hold the four files and allow any origin, best first; with a trailing slash.
    pub mirrors: &'static [&'static str],
}

/// MNIST: handwritten digits, 28x28.
pub const MNIST: ImageSet = ImageSet {
    name: "mnist",
    title: "MNIST",
    licence: "CC BY-SA 3.0",
    citation: "LeCun, Y., Cortes, C., Burges, C. J. C. (1998). The MNIST database of handwritten digits.",
    homepage: "http://yann.lecun.com/exdb/mnist/",
    side: 28,
    n_train: 60_000,
    n_validation: 5_000,
    n_test: 10_000,
    n_validation_of_test: 1_000,
    files: [
        FileInfo {
            name: "train-images-idx3-ubyte.gz",
            n_packed: 9_912_422,
            n_bytes: 47_040_016,
            sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        },
        FileInfo {
            name: "train-labels-idx1-ubyte.gz",
            n_packed: 28_881,
            n_bytes: 60_008,
            sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        },
        FileInfo {
            name: "t10k-images-idx3-ubyte.gz",
            n_packed: 1_648_877,
            n_bytes: 7_840_016,
            sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        },
        FileInfo {
            name: "t10k-labels-idx1-ubyte.gz",
            n_packed: 4_542,
            n_bytes: 10_008,
            sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        },
    ],
    mirrors: &[
        "https://raw.githubusercontent.com/fgnt/mnist/master/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ],
};

/// Fashion-MNIST: articles of clothing, 28x28, in the format of MNIST.
pub const FASHION_MNIST: ImageSet = ImageSet {
    name: "fashion-mnist",
    title: "Fashion-MNIST",
    licence: "MIT, © 2017 Zalando SE",
    citation: "Xiao, H., Rasul, K., Vollgraf, R. (2017). Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms. arXiv:1708.07747.",
    homepage: "https://github.com/zalandoresearch/fashion-mnist",
    side: 28,
    n_train: 60_000,
    n_validation: 5_000,
    n_test: 10_000,
    n_validation_of_test: 1_000,
    files: [
        FileInfo {
            name: "train-images-idx3-ubyte.gz",
            n_packed: 26_421_880,
            n_bytes: 47_040_016,
            sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        },
        FileInfo {
            name: "train-labels-idx1-ubyte.gz",
            n_packed: 29_515,
            n_bytes: 60_008,
            sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
        },
        FileInfo {
            name: "t10k-images-idx3-ubyte.gz",
            n_packed: 4_422_102,
            n_bytes: 7_840_016,
            sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        },
        FileInfo {
            name: "t10k-labels-idx1-ubyte.gz",
            n_packed: 5_148,
            n_bytes: 10_008,
            sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
        },
    ],
    mirrors: &["https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"],
};

/// Both sets.
pub const IMAGE_SETS: [&ImageSet; 2] = [&MNIST, &FASHION_MNIST];
